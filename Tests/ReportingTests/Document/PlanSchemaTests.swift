import JSONText
import Model
import Planning
import Reporting
import TestSupport
import Testing

@Suite struct PlanSchemaTests {
  private func document(_ plan: Plan) throws -> JSONValue {
    try JSONParser.parse(PlanReport(plan: plan, version: "1.2.3").jsonBytes())
  }

  @Test func `the schema is as reviewed`() {
    expectGolden(PlanSchema.json(), "plan-schema.json")
  }

  @Test func `plans with every action and hostile values fit the schema`() throws {
    let checker = try SchemaChecker(PlanSchema.json())
    for plan in [
      try SamplePlan.everyAction(), try SamplePlan.everyAction(onRemove: .delete),
      try SamplePlan.hostile(), SamplePlan.plan([], []),
    ] {
      #expect(checker.problems(try document(plan)) == [])
    }
  }

  @Test(arguments: 0..<60) func `every plan fits the schema`(seed: Int) throws {
    let checker = try SchemaChecker(PlanSchema.json())
    var random = RandomRoster(seed: UInt64(seed))
    let first = random.desired(count: seed % 30, policy: seed % 2 == 0 ? .forget : .delete)
    let prior = random.prior(of: first, findingOneIn: 4)
    var options = PlanOptions(endpoint: "http://127.0.0.1:8080/api")
    if seed % 3 == 0 { options.limits.update = .count(1) }
    let plan = try Planner.plan(
      desired: random.edited(first, edits: 20),
      prior: prior,
      options: options
    )
    #expect(checker.problems(try document(plan)) == [])
  }

  @Test(arguments: [
    (#""serial":41"#, #""serial":"41""#, "$.serial: not"),
    (#""serial":41"#, #""serial":41,"more":1"#, "$: unknown more"),
    (#""team":"tea_b4rMsi2trB42WyuWP","#, "", "$: no team"),
    (#""roster_action":"rename""#, #""roster_action":"move""#, ".roster_action:"),
    (#""roster_action":"release""#, #""roster_action":"update""#, ".request: not"),
    (#""actions":["delete"]"#, #""actions":["destroy"]"#, ".actions[0]:"),
    (#""after":null"#, #""after":{}"#, ".after: not"),
    (#""jobTitle":"PM""#, #""jobTitle":7"#, ".before: fits none"),
    (#""code":"R1002""#, #""code":"X""#, ".code:"),
  ])
  func `what is no plan does not fit`(from: String, to: String, problem: String) throws {
    let plan = try SamplePlan.everyAction(onRemove: .delete)
    let text = PlanReport(plan: plan, version: "1").json()
    try #require(text.contains(from))
    let value = try JSONParser.parse(Array(text.replacing(from, with: to).utf8))
    let problems = try SchemaChecker(PlanSchema.json()).problems(value)
    #expect(problems.contains { $0.contains(problem) }, "\(problems)")
  }
}
