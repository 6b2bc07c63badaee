#include "cli/commands.h"
int cli_inspect(cli_session *s) { (void)s; return 2; }
int cli_compare(cli_session *s) { (void)s; return 2; }
