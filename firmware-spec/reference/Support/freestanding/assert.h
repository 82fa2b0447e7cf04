/* An assertion that fails is a trap, as in Swift. */
#define assert(condition) ((condition) ? (void)0 : __builtin_trap())
