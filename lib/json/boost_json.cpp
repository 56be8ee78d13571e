// Boost.JSON's own definitions, built into the library: the one place that may
// include them. Never anything else.
#include <boost/json/src.hpp>
