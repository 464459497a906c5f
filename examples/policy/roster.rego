# For conftest:  conftest test --policy examples/policy plan.json
package main

import rego.v1

# A new contact has an owner, so that somebody answers for it.
deny contains message if {
	some change in input.resource_changes
	change.change.actions == ["create"]
	not change.change.after.contactOwner
	message := sprintf("%s is created without a contactOwner", [change.address])
}
