package dev.rolegate.sim.state;

/** Who signed a request. */
public record Principal(String account, String arn, String userId, String accessKey) {}
