package chengxin

import (
	"errors"
	"strings"
	"testing"
	"time"
)

func newCase(t *testing.T) *Case {
	t.Helper()
	rulebook, err := BuiltinRulebook()
	if err != nil {
		t.Fatal(err)
	}
	engine, err := NewEngine(rulebook)
	if err != nil {
		t.Fatal(err)
	}
	facts, err := NewCase(engine)
	if err != nil {
		t.Fatal(err)
	}
	rulebook.Close()
	engine.Close()
	t.Cleanup(facts.Close)
	return facts
}

func resident() Subject {
	return Subject{ID: "居民-1", Residency: Registered, Capacity: FullCapacity,
		BirthDate: Date(1990, time.April, 1), EnrolledOn: Date(2026, time.January, 10)}
}

// The base is 600; 35 hours give 10 points.
func TestResidentOfStructs(t *testing.T) {
	facts := newCase(t)
	assessment, err := NewAssessment()
	if err != nil {
		t.Fatal(err)
	}
	defer assessment.Close()
	day := Date(2026, time.February, 28)
	assess := func(score int64) {
		t.Helper()
		if err := assessment.Assess(facts, day, Everything); err != nil {
			t.Fatal(err)
		}
		if !assessment.Eligible() || assessment.Score() != score || assessment.Tier() != "fair" {
			t.Fatalf("%v %d %q", assessment.Eligible(), assessment.Score(), assessment.Tier())
		}
	}

	if err := facts.SetSubject(resident()); err != nil {
		t.Fatal(err)
	}
	assess(600)
	err = facts.AddRecords(Record{ID: "r1", Category: "P-VOL-01", Provider: "youth-league",
		OccurredOn: Date(2026, time.January, 20), Attributes: Attributes{"hours": 35}})
	if err != nil {
		t.Fatal(err)
	}
	assess(610)
	report, err := assessment.Report(Text, English)
	if err != nil || !strings.Contains(report, "居民-1") || !strings.Contains(report, "610 of 1000") {
		t.Fatalf("%v\n%s", err, report)
	}
}

func TestErrors(t *testing.T) {
	facts := newCase(t)
	err := facts.SetSubject(Subject{})
	var why *Error
	if !errors.As(err, &why) || why.Status != "CX_ERROR_INPUT" || why.Code == "" || why.Message == "" {
		t.Fatalf("%#v", err)
	}
	_, err = LoadRulebook("{\n\"id\": }")
	if !errors.As(err, &why) || why.Status != "CX_ERROR_RULEBOOK" || why.Line != 2 {
		t.Fatalf("%#v", err)
	}
	subject := resident()
	subject.Attributes = Attributes{"wrong": struct{}{}}
	if err := facts.SetSubject(subject); !IsCode(err, "attribute_type") {
		t.Fatal(err)
	}
}

func TestClosed(t *testing.T) {
	facts := newCase(t)
	facts.Close()
	facts.Close()
	if err := facts.SetSubject(resident()); err == nil {
		t.Fatal("a closed case took a subject")
	}
	if _, err := NewEngine(&Rulebook{}); !IsCode(err, "closed") {
		t.Fatal(err)
	}
}
