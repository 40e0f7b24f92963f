package dev.rolegate.sim.http;

import dev.rolegate.sim.action.Protocol;
import dev.rolegate.sim.action.Service;
import dev.rolegate.sim.wire.Ec2Error;
import dev.rolegate.sim.wire.Tree;
import dev.rolegate.sim.wire.Xml;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What goes back to the client: a status and a body of XML or JSON, or nothing at all.
 *
 * @param error the error's code for the header in which REST services tell it; else empty
 */
record Answer(
    int status,
    String contentType,
    String body,
    String requestId,
    Optional<String> error,
    boolean dropped) {
  private static final String XML = "text/xml;charset=UTF-8";

  static Answer success(Service service, String action, String requestId, Consumer<Xml> content) {
    if (service.protocol().isJson()) {
      return json(service, 200, ((Tree) content).toJson(), requestId, Optional.empty());
    }
    return xml(200, document(service, action, requestId, content), requestId);
  }

  private static String document(
      Service service, String action, String requestId, Consumer<Xml> content) {
    String root = action + "Response";
    if (service == Service.EC2) {
      return Xml.document(
          root, service.namespace(), xml -> content.accept(xml.element("requestId", requestId)));
    }
    return Xml.document(
        root,
        service.namespace(),
        xml ->
            xml.struct(action + "Result", content)
                .struct("ResponseMetadata", meta -> meta.element("RequestId", requestId)));
  }

  static Answer error(Service service, String requestId, Ec2Error error) {
    if (service.protocol().isJson()) {
      String body = Tree.of("__type", error.code(), "message", error.getMessage()).toJson();
      return json(service, error.status(), body, requestId, Optional.of(error.code()));
    }
    return xml(error.status(), document(service, requestId, error), requestId);
  }

  private static String document(Service service, String requestId, Ec2Error error) {
    if (service == Service.EC2) {
      return Xml.document(
          "Response",
          "",
          xml ->
              xml.struct("Errors", all -> all.struct("Error", one -> describe(one, error)))
                  .element("RequestID", requestId));
    }
    return Xml.document(
        "ErrorResponse",
        service.namespace(),
        xml ->
            xml.struct(
                    "Error",
                    one -> {
                      one.element("Type", error.status() < 500 ? "Sender" : "Receiver");
                      describe(one, error);
                    })
                .element("RequestId", requestId));
  }

  private static Answer xml(int status, String body, String requestId) {
    return new Answer(status, XML, body, requestId, Optional.empty(), false);
  }

  private static Answer json(
      Service service, int status, String body, String requestId, Optional<String> error) {
    boolean rest = service.protocol() == Protocol.REST_JSON;
    return new Answer(
        status,
        rest ? "application/json" : "application/x-amz-json-1.1",
        body,
        requestId,
        error.filter(code -> rest),
        false);
  }

  static Answer none() {
    return new Answer(0, "", "", "", Optional.empty(), true);
  }

  private static void describe(Xml xml, Ec2Error error) {
    xml.element("Code", error.code()).element("Message", error.getMessage());
  }
}
