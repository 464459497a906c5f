package import Diagnostics

extension DiagnosticCode {
  package static let planUnreadable = DiagnosticCode(
    "R5001",
    title: "a saved plan is not JSON",
    explanation: "The file that was given as a plan is empty, cut off or something else than JSON.",
    example: #"""
      $ echo no plan > plan.json
      $ roster show plan.json
      """#,
    repair: "Give the file that `roster plan --out` wrote, or make a new plan."
  )
  package static let planMalformed = DiagnosticCode(
    "R5002",
    title: "a saved plan lacks a member or has one of the wrong kind",
    explanation:
      "The file is JSON, but not a plan as roster writes it; the message names the member.",
    example: #"""
      $ echo '{"format_version": "1.0"}' > plan.json
      $ roster show plan.json
      """#,
    repair: "Make a new plan with `roster plan --out`."
  )
  package static let planVersionUnknown = DiagnosticCode(
    "R5003",
    title: "a saved plan has a format that this version does not know",
    explanation:
      "The plan was made by a roster whose plan format is another one than this version's.",
    example: #"""
      $ roster plan --sandbox --out plan.json
      $ jq '.format_version = "9.0"' plan.json > newer.json
      $ roster show newer.json
      """#,
    repair: "Apply it with the version that made it, or make a new plan with this one."
  )
  package static let planAltered = DiagnosticCode(
    "R5004",
    title: "a saved plan was changed after it was made",
    explanation: """
      A plan ends with a digest of its content. It does not match, so the plan is not what was reviewed. \
      Formatting a plan anew, with `jq .` say, does not matter; changing a value does.
      """,
    example: #"""
      $ roster plan --sandbox --out plan.json
      $ sed -i 's/jane@/joan@/g' plan.json
      $ roster apply --sandbox plan.json
      """#,
    repair: "Change the manifest instead of the plan, and make a new plan."
  )
  package static let planInconsistent = DiagnosticCode(
    "R5005",
    title: "a saved plan contradicts itself",
    explanation: """
      A request of the plan does not fit the action, the address or the attributes that the plan shows, so \
      applying it would do something else than was reviewed.
      """,
    example: #"""
      $ sed -i 's/"create":2/"create":1/' plan.json   # and a digest made anew
      $ roster apply plan.json
      """#,
    repair: "Make a new plan with `roster plan --out`."
  )
  package static let planErrored = DiagnosticCode(
    "R5006",
    title: "a saved plan has errors",
    explanation: """
      The plan was made although an error forbids applying it, such as an exceeded limit, so that it could \
      be looked through.
      """,
    example: #"""
      $ echo 'settings: {limits: {create: 0}}' >> roster.yaml
      $ roster plan --sandbox --format json > plan.json
      $ roster apply --sandbox plan.json
      """#,
    repair: "Lift what the plan's errors name, and make a new plan."
  )

  /// The codes about reading saved plans, in order.
  package static let reportingCodes: [DiagnosticCode] = [
    planUnreadable, planMalformed, planVersionUnknown, planAltered, planInconsistent, planErrored,
  ]
}
