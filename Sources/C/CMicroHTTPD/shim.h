// libmicrohttpd. Variadic calls that Swift cannot make are wrapped here by what they are for.
#pragma once
#include <sys/types.h>
#include <sys/socket.h>
#include <microhttpd.h>
