// The functions of libchengxin that Chengxin.cs uses, and the structs that they take.
using System;
using System.Runtime.InteropServices;
using System.Text;

namespace Chengxin
{
    [StructLayout(LayoutKind.Sequential)]
    internal struct NativeText
    {
        public IntPtr Data;
        public UIntPtr Size;

        /// A copy of the text.
        public override string ToString()
        {
            var bytes = new byte[checked((int)Size.ToUInt64())];
            if (bytes.Length != 0) Marshal.Copy(Data, bytes, 0, bytes.Length);
            return Encoding.UTF8.GetString(bytes);
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct NativeError
    {
        public uint StructSize;
        public int Status;
        public uint Line;
        public uint Column;
        [MarshalAs(UnmanagedType.ByValArray, SizeConst = 64)] public byte[] Code;
        [MarshalAs(UnmanagedType.ByValArray, SizeConst = 256)] public byte[] Where;
        [MarshalAs(UnmanagedType.ByValArray, SizeConst = 768)] public byte[] Message;

        public static NativeError Make()
        {
            return new NativeError {
                StructSize = (uint)Marshal.SizeOf(typeof(NativeError)),
                Code = new byte[64], Where = new byte[256], Message = new byte[768]
            };
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct NativeAttribute
    {
        public NativeText Name;
        public int Type;
        public uint Reserved;
        public long Integer;
        public double Number;
        public NativeText Text;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct NativeSubject
    {
        public uint StructSize;
        public int Residency;
        public NativeText SubjectId;
        public int Capacity, BirthDate, EnrolledOn;
        public uint Reserved;
        public IntPtr Attributes;
        public UIntPtr AttributeCount;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct NativeRecord
    {
        public uint StructSize;
        public int Origin;
        public NativeText RecordId, Category, Provider, Matter;
        public int Status, OccurredOn, ExpiresOn, RepairedOn, CorrectedOn, ServiceOn, ConductOn;
        public uint Reserved;
        public IntPtr Attributes;
        public UIntPtr AttributeCount;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct NativeReading
    {
        public uint StructSize;
        public int SubjectsFormat, RecordsFormat;
        public uint Reserved;
        public NativeText SubjectsName, RecordsName, OnlySubject;
        public ulong KeepBadRows;
        public IntPtr Progress, ProgressContext;
    }

    /// A handle that is freed once, when it is disposed of or collected.
    public abstract class Handle : SafeHandle
    {
        protected Handle() : base(IntPtr.Zero, true) { }
        public override bool IsInvalid { get { return handle == IntPtr.Zero; } }
    }

    public sealed class RulebookHandle : Handle
    {
        protected override bool ReleaseHandle() { Native.cx_rulebook_free(handle); return true; }
    }

    public sealed class EngineHandle : Handle
    {
        protected override bool ReleaseHandle() { Native.cx_engine_free(handle); return true; }
    }

    public sealed class CaseHandle : Handle
    {
        protected override bool ReleaseHandle() { Native.cx_case_free(handle); return true; }
    }

    public sealed class AssessmentHandle : Handle
    {
        protected override bool ReleaseHandle() { Native.cx_assessment_free(handle); return true; }
    }

    public sealed class PopulationHandle : Handle
    {
        protected override bool ReleaseHandle() { Native.cx_population_free(handle); return true; }
    }

    internal static class Native
    {
        private const string Library = "libchengxin.so.0";

        [DllImport(Library)] public static extern int cx_abi_version();
        [DllImport(Library)] public static extern IntPtr cx_status_name(int status);

        [DllImport(Library)] public static extern int cx_rulebook_builtin(out RulebookHandle made, ref NativeError error);
        [DllImport(Library)] public static extern int cx_rulebook_load(byte[] json, UIntPtr size, out RulebookHandle made, ref NativeError error);
        [DllImport(Library)] public static extern void cx_rulebook_free(IntPtr rulebook);
        [DllImport(Library)] public static extern NativeText cx_rulebook_id(RulebookHandle rulebook);

        [DllImport(Library)] public static extern int cx_engine_new(RulebookHandle rulebook, out EngineHandle made, ref NativeError error);
        [DllImport(Library)] public static extern void cx_engine_free(IntPtr engine);

        [DllImport(Library)] public static extern int cx_case_new(EngineHandle engine, out CaseHandle made, ref NativeError error);
        [DllImport(Library)] public static extern void cx_case_free(IntPtr facts);
        [DllImport(Library)] public static extern int cx_case_set_subject(CaseHandle facts, ref NativeSubject subject, ref NativeError error);
        [DllImport(Library)] public static extern int cx_case_add_records(CaseHandle facts, [In] NativeRecord[] records, UIntPtr count, ref NativeError error);
        [DllImport(Library)] public static extern int cx_case_take(CaseHandle facts, PopulationHandle population, ulong index, ref NativeError error);

        [DllImport(Library)] public static extern int cx_assessment_new(out AssessmentHandle made, ref NativeError error);
        [DllImport(Library)] public static extern void cx_assessment_free(IntPtr assessment);
        [DllImport(Library)] public static extern int cx_assess(CaseHandle facts, int day, uint flags, AssessmentHandle result, ref NativeError error);
        [DllImport(Library)] public static extern int cx_assessment_eligible(AssessmentHandle assessment);
        [DllImport(Library)] public static extern long cx_assessment_score(AssessmentHandle assessment);
        [DllImport(Library)] public static extern NativeText cx_assessment_tier(AssessmentHandle assessment);
        [DllImport(Library)] public static extern int cx_assessment_report(AssessmentHandle assessment, int format, int language, out NativeText text, ref NativeError error);

        [DllImport(Library)] public static extern int cx_population_read(EngineHandle engine, ref NativeReading options, out PopulationHandle made, ref NativeError error);
        [DllImport(Library)] public static extern void cx_population_free(IntPtr population);
        [DllImport(Library)] public static extern ulong cx_population_subjects(PopulationHandle population);
        [DllImport(Library)] public static extern ulong cx_population_bad_rows(PopulationHandle population);
        [DllImport(Library)] public static extern NativeText cx_population_subject_id(PopulationHandle population, ulong index);
    }
}
