"""`cx_score_columns()` and `cx_explain_columns()` for tests: the C interface through ctypes, Arrow through capsules."""

import ctypes
import datetime

import pyarrow as pa

DAY = datetime.date(2026, 2, 28)


class Error(ctypes.Structure):
    _fields_ = [("struct_size", ctypes.c_uint32), ("status", ctypes.c_int32),
                ("line", ctypes.c_uint32), ("column", ctypes.c_uint32),
                ("code", ctypes.c_char * 64), ("where", ctypes.c_char * 256),
                ("message", ctypes.c_char * 768)]


PROGRESS = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_uint64, ctypes.c_uint64)


class Options(ctypes.Structure):
    _fields_ = [("struct_size", ctypes.c_uint32), ("day", ctypes.c_int32),
                ("threads", ctypes.c_int32), ("with_stable_through", ctypes.c_int32),
                ("progress", PROGRESS), ("progress_context", ctypes.c_void_p)]


class Stream(ctypes.Structure):
    """An ArrowArrayStream."""
    _fields_ = [("get_schema", ctypes.c_void_p), ("get_next", ctypes.c_void_p),
                ("get_last_error", ctypes.c_void_p), ("release", ctypes.c_void_p),
                ("private_data", ctypes.c_void_p)]


class Refused(Exception):
    def __init__(self, error):
        self.code = error.code.decode()
        self.message = error.message.decode()
        super().__init__(f"{self.code}: {self.message}")


def days(date):
    return (date - datetime.date(1970, 1, 1)).days


class Library:
    """The library, with one rulebook: the built-in one, or that of a file."""

    def __init__(self, path, rulebook=None):
        self.lib = ctypes.CDLL(str(path))
        self.engine = ctypes.c_void_p()
        book = ctypes.c_void_p()
        if rulebook is None:
            self.must(self.lib.cx_rulebook_builtin(ctypes.byref(book), None))
        else:
            text = rulebook.read_bytes()
            self.must(self.lib.cx_rulebook_load(text, ctypes.c_size_t(len(text)),
                                                ctypes.byref(book), None))
        self.must(self.lib.cx_engine_new(book, ctypes.byref(self.engine), None))
        self.lib.cx_rulebook_free(book)

    @staticmethod
    def must(status):
        if status != 0:
            raise RuntimeError(f"status {status}")

    def score(self, subjects, records, day=DAY, threads=1, stable_through=True, progress=None):
        """A pyarrow table of scores; `subjects` and `records` are whatever has
        __arrow_c_stream__."""
        out, = self.call(self.lib.cx_score_columns, 1, subjects, records, day, threads,
                         stable_through, progress)
        return out

    def explain(self, subjects, records, day=DAY, threads=1):
        """The same, and a table of details."""
        return self.call(self.lib.cx_explain_columns, 2, subjects, records, day, threads, True,
                         None)

    def call(self, function, tables, subjects, records, day, threads, stable_through, progress):
        capsules = [it.__arrow_c_stream__() for it in (subjects, records)]
        get = ctypes.pythonapi.PyCapsule_GetPointer
        get.restype, get.argtypes = ctypes.c_void_p, [ctypes.py_object, ctypes.c_char_p]
        streams = [ctypes.c_void_p(get(it, b"arrow_array_stream")) for it in capsules]
        options = Options(ctypes.sizeof(Options), days(day), threads, int(stable_through),
                          PROGRESS(progress) if progress else PROGRESS(), None)
        out, error = [Stream() for _ in range(tables)], Error(struct_size=ctypes.sizeof(Error))
        status = function(self.engine, streams[0], streams[1], ctypes.byref(options),
                          *[ctypes.byref(it) for it in out], ctypes.byref(error))
        if status != 0:
            assert not any(it.release for it in out), "a failure leaves the result untouched"
            raise Refused(error)
        return [pa.RecordBatchReader._import_from_c(ctypes.addressof(it)).read_all() for it in out]
