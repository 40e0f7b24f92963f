package dev.rolegate.demo;

import dev.rolegate.kube.ApiServerBinaries;
import java.time.Duration;

/** Leaves everything running for a person to try things out, until Ctrl-C. */
final class Keeping {
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Stage stage;
  private final Children children;

  Keeping(Stage stage, Children children) {
    this.stage = stage;
    this.children = children;
  }

  /**
   * @throws NotHeld when one of the processes ends
   */
  void untilInterrupted() {
    var screen = stage.screen();
    screen.gap();
    screen.line("KEEP=1: everything runs on until Ctrl-C. In another shell:");
    screen.gap();
    screen.line("  export AWS_ENDPOINT_URL=" + stage.endpoint());
    screen.line("  export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test");
    screen.line("  export AWS_REGION=" + Aws.REGION);
    screen.line("  aws ec2 describe-security-groups --filters Name=vpc-id,Values=" + Aws.VPC_ID);
    screen.line(
        "  aws ec2 authorize-security-group-ingress --group-id "
            + stage.roles().standing().role("web").groupId()
            + " --protocol tcp --port 3389 --cidr 0.0.0.0/0   # and see it go");
    screen.gap();
    if (stage.cluster().isReal()) {
      screen.line("  export KUBECONFIG=" + stage.cluster().kubeconfig());
      screen.line("  export PATH=$PATH:" + ApiServerBinaries.folder());
      screen.line("  kubectl get rsg,managedvpc -n " + Roles.NAMESPACE);
      screen.line("  kubectl get osg");
      screen.line("  kubectl get rsg web -n " + Roles.NAMESPACE + " -o yaml");
      screen.line("  kubectl get events.events.k8s.io -n " + Roles.NAMESPACE);
      screen.gap();
    }
    screen.line("The processes print to " + children.logs().toAbsolutePath() + "/*.log");
    try {
      while (true) {
        children.requireAlive();
        Thread.sleep(LOOK.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
