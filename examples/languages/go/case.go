package chengxin

/*
#include <chengxin.h>

static cx_subject new_subject(void) {
  cx_subject made = CX_SUBJECT_INIT;
  return made;
}

static cx_record new_record(void) {
  cx_record made = CX_RECORD_INIT;
  return made;
}
*/
import "C"

import (
	"fmt"
	"time"
	"unsafe"
)

// Where a subject lives, and whether they may act for themselves in law.
const (
	Registered   = C.CX_RESIDENCY_REGISTERED
	Habitual     = C.CX_RESIDENCY_HABITUAL
	NotResident  = C.CX_RESIDENCY_NONE
	FullCapacity = C.CX_CAPACITY_FULL
	Limited      = C.CX_CAPACITY_LIMITED
	NoCapacity   = C.CX_CAPACITY_NONE
)

// Where a record comes from, and what has become of it.
const (
	Platform     = C.CX_ORIGIN_PLATFORM
	SelfDeclared = C.CX_ORIGIN_SELF_DECLARED
	Usage        = C.CX_ORIGIN_USAGE
	Active       = C.CX_RECORD_ACTIVE
	Disputed     = C.CX_RECORD_DISPUTED
	Repaired     = C.CX_RECORD_REPAIRED
	Revoked      = C.CX_RECORD_REVOKED
)

// Attributes of a subject or record: int, int64, float64, string, bool or time.Time.
type Attributes map[string]interface{}

// Subject is a resident. A zero time is a day that is not known.
type Subject struct {
	ID         string
	Residency  int
	Capacity   int
	BirthDate  time.Time
	EnrolledOn time.Time
	Attributes Attributes
}

// Record is one fact about a resident. A zero time is a day that there is not.
type Record struct {
	ID, Category, Provider, Matter    string
	Origin, Status                    int
	OccurredOn, ExpiresOn, RepairedOn time.Time
	CorrectedOn, ServiceOn, ConductOn time.Time
	Attributes                        Attributes
}

// Case is one subject and their records, ready for an engine.
type Case struct{ handle *C.cx_case }

// NewCase makes a case without a subject; the engine may be closed afterwards.
func NewCase(engine *Engine) (*Case, error) {
	if engine == nil || engine.handle == nil {
		return nil, errClosed("the engine")
	}
	made := new(Case)
	err := try(func(why *C.cx_error) C.cx_status { return C.cx_case_new(engine.handle, &made.handle, why) })
	if err != nil {
		return nil, err
	}
	return made, nil
}

// Close frees the case; assessments made of it stay whole.
func (c *Case) Close() {
	C.cx_case_free(c.handle)
	c.handle = nil
}

// SetSubject begins a new resident.
func (c *Case) SetSubject(subject Subject) error {
	var memory arena
	defer memory.free()
	attributes, err := memory.attributes(subject.Attributes)
	if err != nil {
		return err
	}
	raw := (*C.cx_subject)(memory.allocate(1, unsafe.Sizeof(C.cx_subject{})))
	*raw = C.new_subject()
	raw.subject_id = memory.text(subject.ID)
	raw.residency = C.int32_t(subject.Residency)
	raw.capacity = C.int32_t(subject.Capacity)
	raw.birth_date = day(subject.BirthDate)
	raw.enrolled_on = day(subject.EnrolledOn)
	raw.attributes, raw.attribute_count = attributes, C.size_t(len(subject.Attributes))
	return try(func(why *C.cx_error) C.cx_status { return C.cx_case_set_subject(c.handle, raw, why) })
}

// AddRecords adds records in this order: all of them or, where one is refused, none.
func (c *Case) AddRecords(records ...Record) error {
	if len(records) == 0 {
		return nil
	}
	var memory arena
	defer memory.free()
	first := (*C.cx_record)(memory.allocate(len(records), unsafe.Sizeof(C.cx_record{})))
	all := unsafe.Slice(first, len(records))
	for i, record := range records {
		attributes, err := memory.attributes(record.Attributes)
		if err != nil {
			return err
		}
		raw := &all[i]
		*raw = C.new_record()
		raw.origin = C.int32_t(record.Origin)
		raw.record_id = memory.text(record.ID)
		raw.category = memory.text(record.Category)
		raw.provider = memory.text(record.Provider)
		raw.matter = memory.text(record.Matter)
		raw.status = C.int32_t(record.Status)
		raw.occurred_on = day(record.OccurredOn)
		raw.expires_on = day(record.ExpiresOn)
		raw.repaired_on = day(record.RepairedOn)
		raw.corrected_on = day(record.CorrectedOn)
		raw.service_on = day(record.ServiceOn)
		raw.conduct_on = day(record.ConductOn)
		raw.attributes, raw.attribute_count = attributes, C.size_t(len(record.Attributes))
	}
	return try(func(why *C.cx_error) C.cx_status {
		return C.cx_case_add_records(c.handle, first, C.size_t(len(records)), why)
	})
}

func (a *arena) attributes(given Attributes) (*C.cx_attribute, error) {
	if len(given) == 0 {
		return nil, nil
	}
	first := (*C.cx_attribute)(a.allocate(len(given), unsafe.Sizeof(C.cx_attribute{})))
	all := unsafe.Slice(first, len(given))
	next := 0
	for name, value := range given {
		raw := &all[next]
		next++
		raw.name = a.text(name)
		switch is := value.(type) {
		case int:
			raw._type, raw.integer = C.CX_VALUE_INTEGER, C.int64_t(is)
		case int64:
			raw._type, raw.integer = C.CX_VALUE_INTEGER, C.int64_t(is)
		case float64:
			raw._type, raw.number = C.CX_VALUE_NUMBER, C.double(is)
		case string:
			raw._type, raw.text = C.CX_VALUE_STRING, a.text(is)
		case bool:
			raw._type = C.CX_VALUE_BOOLEAN
			if is {
				raw.integer = 1
			}
		case time.Time:
			raw._type, raw.integer = C.CX_VALUE_DATE, C.int64_t(day(is))
		default:
			return nil, &Error{Status: "CX_ERROR_MISUSE", Code: "attribute_type", Where: name,
				Message: fmt.Sprintf("an attribute cannot be a %T", value)}
		}
	}
	return first, nil
}
