package dev.rolegate.cli;

import dev.rolegate.sim.Simulator;
import dev.rolegate.sim.SimulatorOptions;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** A command that finds AWS as it does on a machine; what answers is a simulator of its own. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
abstract class OnSimulator {
  @TempDir Path folder;
  Simulator simulator;
  private final Map<String, String> before = new LinkedHashMap<>();

  @BeforeEach
  final void startSimulator() {
    simulator = Simulator.start(SimulatorOptions.defaults());
    set("aws.endpointUrlEc2", simulator.endpoint().toString());
    set("aws.endpointUrlSts", simulator.endpoint().toString());
    set("aws.accessKeyId", "test");
    set("aws.secretAccessKey", "test");
  }

  private void set(String name, String value) {
    before.put(name, System.getProperty(name));
    System.setProperty(name, value);
  }

  @AfterEach
  final void stopSimulator() {
    before.forEach(
        (name, value) -> {
          if (value == null) {
            System.clearProperty(name);
          } else {
            System.setProperty(name, value);
          }
        });
    simulator.close();
  }
}
