package chengxin

/*
#include <chengxin.h>

static cx_error new_error(void) {
  cx_error made = CX_ERROR_INIT;
  return made;
}
*/
import "C"

// Error is what the library says when it refuses something.
type Error struct {
	Status  string // the status by name, such as "CX_ERROR_INPUT"
	Code    string // stable, for programs: lower_snake_case
	Where   string // a JSON Pointer, a file's name or an argument's member, or empty
	Line    int    // from 1; 0 where there is no such place
	Column  int
	Message string // one line of English, for people
}

func (e *Error) Error() string {
	if e.Where == "" {
		return e.Message + " [" + e.Code + "]"
	}
	return e.Where + ": " + e.Message + " [" + e.Code + "]"
}

// try calls a function of the library and gives its failure as an *Error.
func try(call func(*C.cx_error) C.cx_status) error {
	why := C.new_error()
	status := call(&why)
	if status == C.CX_OK {
		return nil
	}
	return &Error{
		Status:  C.GoString(C.cx_status_name(status)),
		Code:    C.GoString(&why.code[0]),
		Where:   C.GoString(&why.where[0]),
		Line:    int(why.line),
		Column:  int(why.column),
		Message: C.GoString(&why.message[0]),
	}
}

func errClosed(what string) error {
	return &Error{Status: "CX_ERROR_MISUSE", Code: "closed", Message: what + " is closed"}
}
