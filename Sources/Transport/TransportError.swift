/// The system does not provide what a transport needs: memory or a thread.
package struct TransportError: Error, Equatable {
  package init() {}
}
