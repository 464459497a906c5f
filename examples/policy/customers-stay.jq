# A contact whose custom field tier is gold may be neither forgotten nor deleted.
#
#   jq -r -f customers-stay.jq plan.json     prints a line for each violation, nothing when there is none
.resource_changes[]
| select(.change.actions[0] == "forget" or .change.actions[0] == "delete")
| select(.change.before.custom.tier == "gold")
| "\(.address) is a gold customer and would be lost (\(.change.actions[0]))"
