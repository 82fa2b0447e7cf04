// Jansson: JSON values. Its reference-counting macros are inline functions that Swift imports.
#pragma once
#include <jansson.h>
