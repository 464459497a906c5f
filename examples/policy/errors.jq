# A plan has no errors: of one that could not be made, the other policies have nothing to say.
#
#   jq -r -f errors.jq plan.json             prints a line for each violation, nothing when there is none
.diagnostics[]
| select(.severity == "error")
| "\(.code): \(.message)" + (if .file then " (\(.file):\(.line):\(.column))" else "" end)
