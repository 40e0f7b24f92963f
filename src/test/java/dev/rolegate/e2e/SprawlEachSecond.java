package dev.rolegate.e2e;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An operator that looks for sprawl each second, beside cluster and EC2. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@WithTestResource(
    value = ClusterAndEc2.class,
    initArgs = {
      @ResourceArg(name = "rolegate.sprawl.interval", value = "1s"),
      // Longer than any call is held in these tests.
      @ResourceArg(name = "rolegate.ec2.attempt-timeout", value = "120s"),
      @ResourceArg(name = "rolegate.ec2.call-timeout", value = "150s")
    })
@interface SprawlEachSecond {}
