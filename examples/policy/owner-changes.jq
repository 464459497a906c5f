# At most so many contacts may change their owner in one plan: 100, or ROSTER_OWNER_LIMIT.
#
#   jq -r -f owner-changes.jq plan.json      prints a line for each violation, nothing when there is none
($ENV.ROSTER_OWNER_LIMIT // "100" | tonumber) as $limit
| [.resource_changes[]
    | select(.change.before != null and (.changed_fields | index("contactOwner")))]
| select(length > $limit)
| "\(length) contacts change their owner, and at most \($limit) may in one plan: "
  + ([.[:3][].address] | join(", ")) + (if length > 3 then ", …" else "" end)
