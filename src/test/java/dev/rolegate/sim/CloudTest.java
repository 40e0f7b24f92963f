package dev.rolegate.sim;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Gives each test a simulator of its own. */
abstract class CloudTest {
  Cloud cloud;

  @BeforeEach
  void start() {
    cloud = new Cloud(options());
  }

  @AfterEach
  void stop() {
    cloud.close();
  }

  SimulatorOptions options() {
    return SimulatorOptions.defaults();
  }
}
