#ifndef ROSTER_BUILD_H
#define ROSTER_BUILD_H

// The commit that the program was built from, as whoever built it said in ROSTER_COMMIT; "" when nobody did.
const char *roster_commit(void);

#endif
