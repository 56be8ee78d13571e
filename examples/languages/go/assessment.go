package chengxin

/*
#include <chengxin.h>
*/
import "C"

import "time"

// What to compute: Everything, or bits to be joined.
const (
	Everything    = C.CX_ASSESS_EVERYTHING
	FiguresOnly   = C.CX_ASSESS_FIGURES_ONLY
	StableThrough = C.CX_ASSESS_STABLE_THROUGH
)

// Forms of a report, and its languages.
const (
	Text    = C.CX_FORMAT_TEXT
	JSON    = C.CX_FORMAT_JSON
	HTML    = C.CX_FORMAT_HTML
	Chinese = C.CX_LANGUAGE_ZH
	English = C.CX_LANGUAGE_EN
)

// Assessment is the result for one resident on one day. Its memory is kept from one
// Assess to the next.
type Assessment struct{ handle *C.cx_assessment }

// NewAssessment makes an assessment that says nothing yet.
func NewAssessment() (*Assessment, error) {
	made := new(Assessment)
	err := try(func(why *C.cx_error) C.cx_status { return C.cx_assessment_new(&made.handle, why) })
	if err != nil {
		return nil, err
	}
	return made, nil
}

// Close frees the assessment.
func (a *Assessment) Close() {
	C.cx_assessment_free(a.handle)
	a.handle = nil
}

// Assess assesses a case, which is not needed afterwards.
func (a *Assessment) Assess(facts *Case, on time.Time, flags uint32) error {
	if facts == nil {
		return errClosed("the case")
	}
	return try(func(why *C.cx_error) C.cx_status {
		return C.cx_assess(facts.handle, day(on), C.uint32_t(flags), a.handle, why)
	})
}

// Eligible tells whether the resident has a score.
func (a *Assessment) Eligible() bool { return C.cx_assessment_eligible(a.handle) == 1 }

// Score is the score in whole points, -1 where there is none.
func (a *Assessment) Score() int64 { return int64(C.cx_assessment_score(a.handle)) }

// Tier is the tier's id, empty where there is no score.
func (a *Assessment) Tier() string { return copied(C.cx_assessment_tier(a.handle)) }

// Report is what the resident reads.
func (a *Assessment) Report(format, language int32) (string, error) {
	var text C.cx_string
	err := try(func(why *C.cx_error) C.cx_status {
		return C.cx_assessment_report(a.handle, C.int32_t(format), C.int32_t(language), &text, why)
	})
	if err != nil {
		return "", err
	}
	return copied(text), nil
}
