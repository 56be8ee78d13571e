// Command score prints the SHA-256 of everyone's score:
//
//	go run ./cmd/score SUBJECTS.csv RECORDS.csv
package main

import (
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"time"

	"chengxin"
)

func scores(subjects, records string, out io.Writer) error {
	rulebook, err := chengxin.BuiltinRulebook()
	if err != nil {
		return err
	}
	defer rulebook.Close()
	engine, err := chengxin.NewEngine(rulebook)
	if err != nil {
		return err
	}
	defer engine.Close()
	population, err := chengxin.ReadPopulation(engine, subjects, records)
	if err != nil {
		return err
	}
	defer population.Close()
	facts, err := chengxin.NewCase(engine)
	if err != nil {
		return err
	}
	defer facts.Close()
	assessment, err := chengxin.NewAssessment()
	if err != nil {
		return err
	}
	defer assessment.Close()

	day := chengxin.Date(2026, time.February, 28)
	for i := uint64(0); i < population.Subjects(); i++ {
		if err := facts.Take(population, i); err != nil {
			return err
		}
		if err := assessment.Assess(facts, day, chengxin.FiguresOnly); err != nil {
			return err
		}
		if assessment.Eligible() {
			fmt.Fprintf(out, "%s,true,%d,%s\n", population.SubjectID(i), assessment.Score(), assessment.Tier())
		} else {
			fmt.Fprintf(out, "%s,false,,\n", population.SubjectID(i))
		}
	}
	return nil
}

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: score SUBJECTS.csv RECORDS.csv")
		os.Exit(2)
	}
	digest := sha256.New()
	if err := scores(os.Args[1], os.Args[2], digest); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Printf("%x\n", digest.Sum(nil))
}
