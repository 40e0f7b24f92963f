package dev.rolegate.sim.action;

/** How an API of AWS is spoken: where the action and its parameters are, and how it answers. */
public enum Protocol {
  /** Form parameters, XML with the request id first and lists of {@code item}. */
  EC2,
  /** Form parameters, XML with a result element and lists of {@code member}. */
  QUERY,
  /** The action in the header {@code X-Amz-Target}, parameters and answer as JSON. */
  JSON,
  /** The action told by method and path, the answer as JSON. */
  REST_JSON;

  public boolean isJson() {
    return this == JSON || this == REST_JSON;
  }
}
