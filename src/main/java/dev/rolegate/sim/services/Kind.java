package dev.rolegate.sim.services;

import dev.rolegate.sim.action.Call;
import dev.rolegate.sim.state.ServiceResource;
import dev.rolegate.sim.wire.Tree;
import java.util.function.BiFunction;

/**
 * A kind of resource that an API of the simulator shows.
 *
 * @param type CloudFormation's name
 * @param arn of one of it
 * @param shape how its service describes one of it
 */
record Kind(
    String type,
    BiFunction<Call, ServiceResource, String> arn,
    BiFunction<Call, ServiceResource, Tree> shape) {}
