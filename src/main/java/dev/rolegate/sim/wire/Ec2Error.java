package dev.rolegate.sim.wire;

/** An error answer of the API: code, message and HTTP status. */
public final class Ec2Error extends RuntimeException {
  private final String code;
  private final int status;

  public Ec2Error(int status, String code, String message) {
    super(message, null, false, false);
    this.code = code;
    this.status = status;
  }

  /** A mistake of the caller, HTTP 400, which nearly all of EC2's errors are. */
  public static Ec2Error client(String code, String message) {
    return new Ec2Error(400, code, message);
  }

  public static Ec2Error invalidValue(String message) {
    return client("InvalidParameterValue", message);
  }

  public static Ec2Error missing(String parameter) {
    return client("MissingParameter", "The request must contain the parameter " + parameter);
  }

  public static Ec2Error combination(String message) {
    return client("InvalidParameterCombination", message);
  }

  public String code() {
    return code;
  }

  public int status() {
    return status;
  }
}
