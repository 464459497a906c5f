#!/usr/bin/env bash
# Plans, for review: plan.json to be applied, plan.md for a comment, plan.html to look at.
# Needs no key and sends nothing. Arguments go to `roster plan`, such as --endpoint or --sandbox.
# Exits with 0 when there is a plan, with or without changes, and says which in ROSTER_CHANGES of plan.env; where errors
# leave none, plan.md and plan.html say so.
set -euo pipefail
rm -f plan.json plan.md plan.html plan.env
status=0
roster plan "$@" --out plan.json --report markdown=plan.md --report html=plan.html --detailed-exitcode ||
  status=$?
case $status in
0) echo "ROSTER_CHANGES=false" >plan.env ;;
2) echo "ROSTER_CHANGES=true" >plan.env ;;
*) exit "$status" ;;
esac
