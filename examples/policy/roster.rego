# For conftest:  conftest test --policy examples/policy plan.json
#
# Checked on the samples beside it with rego-cpp, an interpreter of Rego (`pip install regopy`), which test.sh uses
# where it is installed. conftest itself is used where it is installed, and is not among the tests' tools.
package main

import rego.v1

# A new contact has an owner, so that somebody answers for it.
deny contains message if {
	some change in input.resource_changes
	change.change.actions == ["create"]
	not change.change.after.contactOwner
	message := sprintf("%s is created without a contactOwner", [change.address])
}
