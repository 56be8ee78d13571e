// A city's personal integrity score through libchengxin. Dispose of what is made here;
// the order does not matter. All texts are copies. A Case and an Assessment serve one
// thread at a time; any number of threads may use the others.
using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Text;

namespace Chengxin
{
    /// What the library refuses.
    public sealed class ChengxinException : Exception
    {
        public string Status { get; private set; }  // by name, such as "CX_ERROR_INPUT"
        public string Code { get; private set; }    // stable, for programs: lower_snake_case
        public string Where { get; private set; }   // a JSON Pointer, a file, a member, or empty
        public int Line { get; private set; }       // from 1; 0 where there is no such place
        public int Column { get; private set; }

        internal ChengxinException(int status, NativeError error) : base(Text(error.Message))
        {
            Status = Marshal.PtrToStringAnsi(Native.cx_status_name(status));
            Code = Text(error.Code);
            Where = Text(error.Where);
            Line = (int)error.Line;
            Column = (int)error.Column;
        }

        private static string Text(byte[] bytes)
        {
            return Encoding.UTF8.GetString(bytes, 0, Array.IndexOf(bytes, (byte)0));
        }

        internal static void Check(int status, NativeError error)
        {
            if (status != 0) throw new ChengxinException(status, error);
        }
    }

    public enum Residency { Registered, Habitual, None }
    public enum Capacity { Full, Limited, None }
    public enum Origin { Platform, SelfDeclared, Usage }
    public enum RecordStatus { Active, Disputed, Repaired, Revoked }
    public enum Format { Text, Json, Html }
    public enum Language { Chinese, English }

    /// A resident. A day that is null is not known. Attributes are int, long, double,
    /// string, bool or DateTime.
    public sealed class Subject
    {
        public string Id;
        public Residency Residency = Residency.None;
        public Capacity Capacity = Capacity.None;
        public DateTime? BirthDate, EnrolledOn;
        public Dictionary<string, object> Attributes = new Dictionary<string, object>();
    }

    /// One fact about a resident. A day that is null there is not.
    public sealed class Record
    {
        public string Id, Category, Provider, Matter;
        public Origin Origin;
        public RecordStatus Status;
        public DateTime? OccurredOn, ExpiresOn, RepairedOn, CorrectedOn, ServiceOn, ConductOn;
        public Dictionary<string, object> Attributes = new Dictionary<string, object>();
    }

    /// Memory outside the collector's for the length of a call.
    internal sealed class Arena : IDisposable
    {
        private readonly List<IntPtr> blocks = new List<IntPtr>();

        private IntPtr Allocate(int size)
        {
            IntPtr block = Marshal.AllocHGlobal(size);
            blocks.Add(block);
            return block;
        }

        public NativeText Text(string of)
        {
            if (string.IsNullOrEmpty(of)) return new NativeText();
            byte[] bytes = Encoding.UTF8.GetBytes(of);
            IntPtr data = Allocate(bytes.Length);
            Marshal.Copy(bytes, 0, data, bytes.Length);
            return new NativeText { Data = data, Size = (UIntPtr)bytes.Length };
        }

        public IntPtr Attributes(Dictionary<string, object> given)
        {
            if (given.Count == 0) return IntPtr.Zero;
            int size = Marshal.SizeOf(typeof(NativeAttribute));
            IntPtr all = Allocate(size * given.Count);
            int next = 0;
            foreach (var one in given)
            {
                Marshal.StructureToPtr(Attribute(one.Key, one.Value), all + size * next, false);
                ++next;
            }
            return all;
        }

        private NativeAttribute Attribute(string name, object value)
        {
            var made = new NativeAttribute { Name = Text(name) };
            if (value is int) made.Integer = (int)value;
            else if (value is long) made.Integer = (long)value;
            else if (value is double) { made.Type = 1; made.Number = (double)value; }
            else if (value is string) { made.Type = 2; made.Text = Text((string)value); }
            else if (value is bool) { made.Type = 3; made.Integer = (bool)value ? 1 : 0; }
            else if (value is DateTime) { made.Type = 4; made.Integer = Days.Of((DateTime)value); }
            else throw new ArgumentException("an attribute cannot be this: " + name);
            return made;
        }

        public void Dispose()
        {
            foreach (IntPtr block in blocks) Marshal.FreeHGlobal(block);
            blocks.Clear();
        }
    }

    internal static class Days
    {
        private static readonly DateTime First = new DateTime(1970, 1, 1);

        public static int Of(DateTime? day)
        {
            return day.HasValue ? (int)(day.Value.Date - First).TotalDays : 0x7fffffff;
        }
    }

    public sealed class Rulebook : IDisposable
    {
        internal readonly RulebookHandle Handle;
        private Rulebook(RulebookHandle handle) { Handle = handle; }

        public static Rulebook Builtin()
        {
            if (Native.cx_abi_version() != 1) throw new NotSupportedException("another libchengxin");
            RulebookHandle made;
            var error = NativeError.Make();
            ChengxinException.Check(Native.cx_rulebook_builtin(out made, ref error), error);
            return new Rulebook(made);
        }

        public static Rulebook Load(string json)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(json);
            RulebookHandle made;
            var error = NativeError.Make();
            ChengxinException.Check(
                Native.cx_rulebook_load(bytes, (UIntPtr)bytes.Length, out made, ref error), error);
            return new Rulebook(made);
        }

        public string Id { get { return Native.cx_rulebook_id(Handle).ToString(); } }
        public void Dispose() { Handle.Dispose(); }
    }

    public sealed class Engine : IDisposable
    {
        internal readonly EngineHandle Handle;

        public Engine(Rulebook rulebook)
        {
            var error = NativeError.Make();
            ChengxinException.Check(
                Native.cx_engine_new(rulebook.Handle, out Handle, ref error), error);
        }

        public void Dispose() { Handle.Dispose(); }
    }

    /// Subjects and their records, read from two files (.csv or .jsonl). Bad rows are
    /// left out and counted.
    public sealed class Population : IDisposable
    {
        internal readonly PopulationHandle Handle;

        public Population(Engine engine, string subjects, string records)
        {
            using (var memory = new Arena())
            {
                var options = new NativeReading {
                    StructSize = (uint)Marshal.SizeOf(typeof(NativeReading)),
                    SubjectsName = memory.Text(subjects), RecordsName = memory.Text(records)
                };
                var error = NativeError.Make();
                ChengxinException.Check(
                    Native.cx_population_read(engine.Handle, ref options, out Handle, ref error), error);
            }
        }

        public ulong Subjects { get { return Native.cx_population_subjects(Handle); } }
        public ulong BadRows { get { return Native.cx_population_bad_rows(Handle); } }
        public string SubjectId(ulong index)
        {
            return Native.cx_population_subject_id(Handle, index).ToString();
        }
        public void Dispose() { Handle.Dispose(); }
    }

    /// One subject and their records.
    public sealed class Case : IDisposable
    {
        internal readonly CaseHandle Handle;

        public Case(Engine engine)
        {
            var error = NativeError.Make();
            ChengxinException.Check(Native.cx_case_new(engine.Handle, out Handle, ref error), error);
        }

        /// Begins a new resident.
        public void SetSubject(Subject subject)
        {
            using (var memory = new Arena())
            {
                var raw = new NativeSubject {
                    StructSize = (uint)Marshal.SizeOf(typeof(NativeSubject)),
                    SubjectId = memory.Text(subject.Id),
                    Residency = (int)subject.Residency, Capacity = (int)subject.Capacity,
                    BirthDate = Days.Of(subject.BirthDate), EnrolledOn = Days.Of(subject.EnrolledOn),
                    Attributes = memory.Attributes(subject.Attributes),
                    AttributeCount = (UIntPtr)subject.Attributes.Count
                };
                var error = NativeError.Make();
                ChengxinException.Check(
                    Native.cx_case_set_subject(Handle, ref raw, ref error), error);
            }
        }

        /// Adds records in this order: all of them or, where one is refused, none.
        public void AddRecords(params Record[] records)
        {
            using (var memory = new Arena())
            {
                var all = Array.ConvertAll(records, record => new NativeRecord {
                    StructSize = (uint)Marshal.SizeOf(typeof(NativeRecord)),
                    Origin = (int)record.Origin, RecordId = memory.Text(record.Id),
                    Category = memory.Text(record.Category), Provider = memory.Text(record.Provider),
                    Matter = memory.Text(record.Matter), Status = (int)record.Status,
                    OccurredOn = Days.Of(record.OccurredOn), ExpiresOn = Days.Of(record.ExpiresOn),
                    RepairedOn = Days.Of(record.RepairedOn),
                    CorrectedOn = Days.Of(record.CorrectedOn), ServiceOn = Days.Of(record.ServiceOn),
                    ConductOn = Days.Of(record.ConductOn),
                    Attributes = memory.Attributes(record.Attributes),
                    AttributeCount = (UIntPtr)record.Attributes.Count
                });
                var error = NativeError.Make();
                ChengxinException.Check(
                    Native.cx_case_add_records(Handle, all, (UIntPtr)all.Length, ref error), error);
            }
        }

        public void Take(Population population, ulong index)
        {
            var error = NativeError.Make();
            ChengxinException.Check(
                Native.cx_case_take(Handle, population.Handle, index, ref error), error);
        }

        public void Dispose() { Handle.Dispose(); }
    }

    /// The result for one resident on one day; its memory is kept from one to the next.
    public sealed class Assessment : IDisposable
    {
        internal readonly AssessmentHandle Handle;

        public Assessment()
        {
            var error = NativeError.Make();
            ChengxinException.Check(Native.cx_assessment_new(out Handle, ref error), error);
        }

        public void Assess(Case facts, DateTime day, bool figuresOnly = false)
        {
            var error = NativeError.Make();
            ChengxinException.Check(
                Native.cx_assess(facts.Handle, Days.Of(day), figuresOnly ? 1u : 0u, Handle, ref error),
                error);
        }

        public bool Eligible { get { return Native.cx_assessment_eligible(Handle) == 1; } }
        public long? Score
        {
            get { return Eligible ? Native.cx_assessment_score(Handle) : (long?)null; }
        }
        public string Tier { get { return Native.cx_assessment_tier(Handle).ToString(); } }

        public string Report(Format format, Language language)
        {
            NativeText text;
            var error = NativeError.Make();
            ChengxinException.Check(
                Native.cx_assessment_report(Handle, (int)format, (int)language, out text, ref error),
                error);
            return text.ToString();
        }

        public void Dispose() { Handle.Dispose(); }
    }
}
