// Package chengxin computes a city's personal integrity score through libchengxin.
//
// Whatever has a Close holds memory of the library until it is closed; closing twice
// does nothing. Handles may be closed in any order. All texts are copies. A Case and an
// Assessment serve one goroutine at a time; any number may use the others.
package chengxin

/*
#cgo pkg-config: chengxin
#include <chengxin.h>
#include <stdlib.h>
*/
import "C"

import (
	"errors"
	"time"
	"unsafe"
)

func init() {
	if C.cx_abi_version() != C.CX_ABI_VERSION {
		panic("chengxin: compiled for another libchengxin")
	}
}

// Version is the library's version, such as "0.1.0".
func Version() string { return C.GoString(C.cx_version()) }

func copied(text C.cx_string) string { return C.GoStringN(text.data, C.int(text.size)) }

// arena is C memory for the length of a call, since Go's may not hold pointers into Go.
type arena struct{ blocks []unsafe.Pointer }

func (a *arena) free() {
	for _, block := range a.blocks {
		C.free(block)
	}
}

func (a *arena) allocate(count int, size uintptr) unsafe.Pointer {
	block := C.calloc(C.size_t(count), C.size_t(size))
	a.blocks = append(a.blocks, block)
	return block
}

func (a *arena) text(of string) C.cx_string {
	if of == "" {
		return C.cx_string{}
	}
	data := C.CString(of)
	a.blocks = append(a.blocks, unsafe.Pointer(data))
	return C.cx_string{data: data, size: C.size_t(len(of))}
}

// A day is the date that a time has in its own location; the zero time is no day.
func day(t time.Time) C.cx_day {
	if t.IsZero() {
		return C.CX_NO_DAY
	}
	midnight := time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
	return C.cx_day(midnight.Unix() / 86400)
}

// Date is a day in the proleptic Gregorian calendar.
func Date(year int, month time.Month, dayOfMonth int) time.Time {
	return time.Date(year, month, dayOfMonth, 0, 0, 0, 0, time.UTC)
}

// Rulebook is a rulebook that was found valid.
type Rulebook struct{ handle *C.cx_rulebook }

// BuiltinRulebook loads the rulebook that is compiled into the library.
func BuiltinRulebook() (*Rulebook, error) {
	made := new(Rulebook)
	err := try(func(why *C.cx_error) C.cx_status {
		return C.cx_rulebook_builtin(&made.handle, why)
	})
	if err != nil {
		return nil, err
	}
	return made, nil
}

// LoadRulebook loads a rulebook from its JSON text.
func LoadRulebook(json string) (*Rulebook, error) {
	var memory arena
	defer memory.free()
	text := memory.text(json)
	made := new(Rulebook)
	err := try(func(why *C.cx_error) C.cx_status {
		return C.cx_rulebook_load(text.data, text.size, &made.handle, why)
	})
	if err != nil {
		return nil, err
	}
	return made, nil
}

// ID is the rulebook's own name for itself.
func (r *Rulebook) ID() string { return copied(C.cx_rulebook_id(r.handle)) }

// Fingerprint is the SHA-256 of the canonical JSON, 64 hexadecimal digits.
func (r *Rulebook) Fingerprint() string { return copied(C.cx_rulebook_fingerprint(r.handle)) }

// Close frees the rulebook.
func (r *Rulebook) Close() {
	C.cx_rulebook_free(r.handle)
	r.handle = nil
}

// Engine is a rulebook compiled for assessing.
type Engine struct{ handle *C.cx_engine }

// NewEngine compiles a rulebook, which may be closed afterwards.
func NewEngine(rulebook *Rulebook) (*Engine, error) {
	if rulebook == nil || rulebook.handle == nil {
		return nil, errClosed("the rulebook")
	}
	made := new(Engine)
	err := try(func(why *C.cx_error) C.cx_status {
		return C.cx_engine_new(rulebook.handle, &made.handle, why)
	})
	if err != nil {
		return nil, err
	}
	return made, nil
}

// Close frees the engine.
func (e *Engine) Close() {
	C.cx_engine_free(e.handle)
	e.handle = nil
}

// IsCode tells whether an error is the library's, with this code.
func IsCode(err error, code string) bool {
	var ours *Error
	return errors.As(err, &ours) && ours.Code == code
}
