# Runs a city app on a file that is not there yet.

file(REMOVE "${STORE}" "${STORE}-wal" "${STORE}-shm")
execute_process(COMMAND "${PROGRAM}" "${STORE}" COMMAND_ERROR_IS_FATAL ANY)
