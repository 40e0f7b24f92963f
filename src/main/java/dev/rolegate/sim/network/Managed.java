package dev.rolegate.sim.network;

import dev.rolegate.sim.state.NetworkInterface;
import dev.rolegate.sim.wire.Ec2Error;

/** Interfaces that belong to a service: users see and tag them, and may not change them [D]. */
final class Managed {
  private Managed() {}

  /** Lambda's refuse with OperationNotPermitted, the others with AuthFailure [R]. */
  static void refuse(NetworkInterface one) {
    if (!one.isManaged()) {
      return;
    }
    if (one.type().equals("lambda")) {
      throw Ec2Error.client(
          "OperationNotPermitted",
          "You are not allowed to modify the network interface '"
              + one.id()
              + "', which is managed by AWS Lambda.");
    }
    throw Ec2Error.client(
        "AuthFailure", "You do not have permission to access the specified resource.");
  }

  /** What a user who detaches a service's interface is told [R]. */
  static void refuseDetach(NetworkInterface one) {
    if (one.isManaged()) {
      throw Ec2Error.client(
          "OperationNotPermitted", "You are not allowed to manage 'ela-attach' attachments.");
    }
  }
}
