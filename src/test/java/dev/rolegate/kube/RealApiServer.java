package dev.rolegate.kube;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test on the real API server. Test methods may take a {@code KubernetesClient}, whose default
 * namespace is a fresh one for each test, a {@link Kubectl} on the same namespace, and the {@link
 * ApiServer}. Where a {@code @BeforeAll} method takes the client, the class shares it and its
 * namespace.
 *
 * <p>On a {@code @QuarkusTest} it is the tag and the condition alone; there {@link
 * ApiServerResource} brings the server.
 */
@Tag("apiserver")
@ExtendWith({ApiServerCondition.class, ApiServerParameters.class})
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface RealApiServer {}
