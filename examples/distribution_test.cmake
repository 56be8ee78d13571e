# Makes a city, scores it and shows the distribution.

function(run)
  execute_process(COMMAND ${ARGN} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

run("${CHENGXIN}" synth --subjects 500 --seed 1 --out "${CITY}")
run("${CHENGXIN}" score --subjects "${CITY}/subjects.csv" --records "${CITY}/records.csv"
    --as-of 2026-02-28 --out "${CITY}/scores.csv")
run("${PYTHON}" -B "${SOURCE}/examples/distribution.py" "${CITY}/scores.csv"
    --rulebook "${SOURCE}/lib/rulebooks/sanming-trial.json")
run("${PYTHON}" -B "${SOURCE}/examples/distribution.py" "${CITY}/scores.csv"
    --pick "${CITY}/records.csv")
