package dev.rolegate.sim;

import dev.rolegate.sim.state.ServiceResource;
import dev.rolegate.sim.state.World;
import java.util.List;

/** What services other than EC2 hold, in every account and Region of a simulator. */
public final class Services {
  private final World world;

  Services(World world) {
    this.world = world;
  }

  /** Puts a resource there, in place of the one of its kind and name; lagging reads miss it. */
  public Services add(String region, ServiceResource resource) {
    world.open(resource.owner(), region);
    world.update(region, state -> state.with(resource));
    return this;
  }

  /** Takes a resource away, if it is there. */
  public Services remove(String region, ServiceResource resource) {
    world.update(
        region,
        state ->
            state.find(ServiceResource.class, resource.id()).isPresent()
                ? state.without(resource)
                : state);
    return this;
  }

  public List<ServiceResource> all(String region, String account) {
    return world.current().region(region).owned(ServiceResource.class, account);
  }
}
