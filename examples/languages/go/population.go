package chengxin

/*
#include <chengxin.h>

static cx_population_options new_reading(void) {
  cx_population_options made = CX_POPULATION_OPTIONS_INIT;
  return made;
}
*/
import "C"

import "unsafe"

// Population is subjects and their records, read and made ready for an engine.
type Population struct{ handle *C.cx_population }

// ReadPopulation reads both files (.csv or .jsonl). Bad rows are left out and counted.
func ReadPopulation(engine *Engine, subjects, records string) (*Population, error) {
	if engine == nil || engine.handle == nil {
		return nil, errClosed("the engine")
	}
	var memory arena
	defer memory.free()
	options := (*C.cx_population_options)(memory.allocate(1, unsafe.Sizeof(C.cx_population_options{})))
	*options = C.new_reading()
	options.subjects_name = memory.text(subjects)
	options.records_name = memory.text(records)
	made := new(Population)
	err := try(func(why *C.cx_error) C.cx_status {
		return C.cx_population_read(engine.handle, options, &made.handle, why)
	})
	if err != nil {
		return nil, err
	}
	return made, nil
}

// Close frees the population; cases that took residents of it stay whole.
func (p *Population) Close() {
	C.cx_population_free(p.handle)
	p.handle = nil
}

// Subjects is how many subjects there are.
func (p *Population) Subjects() uint64 { return uint64(C.cx_population_subjects(p.handle)) }

// BadRows is how many rows could not be used.
func (p *Population) BadRows() uint64 { return uint64(C.cx_population_bad_rows(p.handle)) }

// SubjectID is the identifier of a subject, in input order from 0.
func (p *Population) SubjectID(index uint64) string {
	return copied(C.cx_population_subject_id(p.handle, C.uint64_t(index)))
}

// Take gives the case the subject at a position and their records.
func (c *Case) Take(population *Population, index uint64) error {
	if population == nil {
		return errClosed("the population")
	}
	return try(func(why *C.cx_error) C.cx_status {
		return C.cx_case_take(c.handle, population.handle, C.uint64_t(index), why)
	})
}
