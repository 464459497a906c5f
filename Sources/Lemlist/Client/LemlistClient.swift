package import Engine
import FoundationEssentials
import JSONText
package import Model
import Transport

/// The service as typed calls: paced, retried by rule, and with answers read strictly.
///
/// Many tasks may use the value at once; it lives as long as `withClient` runs.
package struct LemlistClient: Sendable {
  private let exchange: Exchange
  private let limiter: RateLimiter<ContinuousClock>
  private let policy: RetryPolicy
  private let random: @Sendable () -> Double
  private let onEvent: @Sendable (ClientEvent) -> Void

  /// Runs `body` with a client, and closes its connections afterwards.
  ///
  /// - Parameters:
  ///   - configuration: Where and how to send.
  ///   - onEvent: Called when something happens, from any task; must not block.
  ///   - body: The work to do with the client.
  /// - Returns: What `body` returns.
  /// - Throws: What `body` throws, or `TransportError`.
  package static func withClient<R: Sendable>(
    _ configuration: ClientConfiguration,
    onEvent: @escaping @Sendable (ClientEvent) -> Void = { _ in },
    _ body: (LemlistClient) async throws -> R
  ) async throws -> R {
    // No proxy is used for this machine, since plain `http` to it carries the key unencrypted.
    try await HTTPTransport.withTransport(
      connections: configuration.parallelism,
      usesProxies: !configuration.endpoint.isLoopback
    ) { transport in
      try await body(
        LemlistClient(
          exchange: Exchange(transport: transport, configuration: configuration),
          limiter: RateLimiter(
            pacer: Pacer(limit: configuration.rate),
            parallelism: configuration.parallelism,
            clock: .continuous
          ),
          policy: configuration.retry,
          random: configuration.random,
          onEvent: onEvent
        )
      )
    }
  }

  /// Stops sending: calls that wait for their turn or rest before a retry throw `stopped`.
  ///
  /// What is in flight may still be answered; it is not sent again. A 401 or 403 from the service
  /// has the same effect.
  package func stopSending() { limiter.stop() }

  // MARK: Contacts

  /// `POST /contacts`: creates the contact, or updates the one that matches.
  ///
  /// May be repeated, since the request carries its identity and sets the same values again.
  package func upsert(
    _ upsert: ContactUpsert,
    label: RequestLabel
  ) async throws(APIError) -> UpsertAnswer {
    var writer = JSONWriter()
    writer.upsert(upsert)
    let success = try await send(.upsert(writer.bytes, label: label))
    return try read(success) { _ throws(WireError) in try UpsertAnswer(success, exchange.text) }
  }

  /// `DELETE /contacts/{id}`; a contact that does not exist counts as deleted already.
  ///
  /// May be repeated: a deletion that happened answers 404 the next time.
  package func deleteContact(
    _ id: ContactID,
    label: RequestLabel
  ) async throws(APIError) -> DeleteAnswer {
    let operation = Operation(
      route: .delete,
      method: .delete,
      path: "/contacts/\(Operation.percentEncoded(id.rawValue))",
      body: nil,
      maximumAnswer: Operation.maximumRecord,
      label: label
    )
    do throws(APIError) {
      let success = try await send(operation)
      try read(success) { json throws(WireError) in
        let answer = try WireReader(json)
        try answer.expectSuccess()
        guard let deleted = answer.string("deletedContactId"), deleted != id.rawValue else {
          return
        }
        throw WireError(message: "deletedContactId is another contact's")
      }
      return .deleted
    } catch {
      // A 404 without the code may be a wrong path, not a contact that is gone.
      guard error.kind == .notFound, error.serviceCode == "CONTACT_NOT_FOUND" else { throw error }
      return .alreadyGone
    }
  }

  // MARK: Sending

  /// A successful answer and what it took to get it.
  struct Success: Sendable {
    let json: JSONValue
    let status: Int
    let attempts: Int
    let mayRepeatEarlierAttempt: Bool
    let operation: Operation
  }

  /// Sends until the request succeeds or the rules say to give up.
  func send(_ operation: Operation) async throws(APIError) -> Success {
    let request = exchange.request(for: operation)
    var attempts = 0
    var mayHaveLanded = false
    var failure: APIError?
    let start = limiter.now
    while true {
      let permit = try await permit(for: operation, after: failure, since: start)
      attempts += 1
      let result = await exchange.attempt(request)
      let closedFor = limiter.release(
        permit,
        written: result.written,
        ended: result.ended,
        result.ending
      )
      let fault: AttemptFailure
      let error: APIError
      switch result.content {
      case .json(let json):
        return Success(
          json: json,
          status: result.status ?? 200,
          attempts: attempts,
          mayRepeatEarlierAttempt: mayHaveLanded,
          operation: operation
        )
      case .cancelled:
        throw APIError(
          .cancelled,
          operation: operation.name,
          attempts: attempts,
          mayHaveLanded: mayHaveLanded || result.wasSent
        )
      case .fault(let found, let code, let message):
        fault = found
        let rule = FailureRule.rule(for: found)
        mayHaveLanded = mayHaveLanded || rule.mayHaveLanded
        error = APIError(
          rule.kind,
          operation: operation.name,
          status: result.status,
          serviceCode: code,
          message: message,
          attempts: attempts,
          mayHaveLanded: mayHaveLanded
        )
        // Nothing else may be sent with a key that was refused.
        if rule.kind == .unauthorized || rule.kind == .forbidden { limiter.stop() }
        guard rule.retries, attempts < policy.maximumAttempts, !limiter.isStopped else {
          throw error
        }
      }
      failure = error
      try await rest(after: fault, error, result, gate: closedFor, since: start, operation.label)
    }
  }

  /// Waits for a turn within the time that all attempts share, including waits caused
  /// by refusals of others.
  private func permit(
    for operation: Operation,
    after failure: APIError?,
    since start: Duration
  ) async throws(APIError) -> RateLimiter<ContinuousClock>.Permit {
    do throws(RateLimiter<ContinuousClock>.Refusal) {
      return try await limiter.acquire(
        operation.route,
        isRetry: failure != nil,
        before: start + policy.totalBudget
      )
    } catch {
      if error == .late {
        throw failure
          ?? APIError(
            .rateLimited,
            operation: operation.name,
            message: "it refused others for as long as this request may take"
          )
      }
      throw APIError(
        error == .stopped ? .stopped : .cancelled,
        operation: operation.name,
        attempts: failure?.attempts ?? 0,
        mayHaveLanded: failure?.mayHaveLanded ?? false
      )
    }
  }

  /// Rests before the next attempt, or throws when there is no time left for one.
  private func rest(
    after fault: AttemptFailure,
    _ error: APIError,
    _ result: AttemptResult,
    gate: Duration?,
    since start: Duration,
    _ label: RequestLabel
  ) async throws(APIError) {
    let isLimited = fault == .status(429)
    // After a 429 everything rests at the gate, and the pacer decides when this request's turn is.
    let delay =
      isLimited
      ? gate ?? .zero
      : policy.delay(afterAttempts: error.attempts, random: random(), asked: result.wait)
    guard limiter.now - start + delay <= policy.totalBudget else { throw error }
    if isLimited, delay > .zero { onEvent(.throttled(delay)) }
    onEvent(
      .retrying(label, attempt: error.attempts, after: delay, reason: error.reason)
    )
    if !isLimited { await limiter.sleep(for: delay) }
  }

  /// Reads an answer, or reports which field of which operation was not as documented.
  func read<T>(
    _ success: Success,
    _ decode: (JSONValue) throws(WireError) -> T
  ) throws(APIError) -> T {
    do throws(WireError) {
      // Whatever else the answer holds, the service says that the request failed.
      if success.json["success"]?.boolean == false {
        throw WireError(message: "success is false under a status of success")
      }
      return try decode(success.json)
    } catch {
      throw APIError(
        .invalidAnswer,
        operation: success.operation.name,
        status: success.status,
        message: error.message,
        attempts: success.attempts,
        mayHaveLanded: true
      )
    }
  }
}
