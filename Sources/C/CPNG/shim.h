// libpng's simplified writing API.
#pragma once
#include <png.h>
