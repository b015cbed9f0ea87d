package org.p2pvps.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;
import org.p2pvps.api.rest.RestResource;

/** A bundle that is updated must be forgotten whole, or every update would cost memory for good. */
class EndpointLeakTest {
    @Test
    void forgetsTheClassesOfAResourceThatWent() throws ReflectiveOperationException {
        try (ApiServer server = ApiServer.with()) {
            WeakReference<ClassLoader> loader = publishUseAndWithdraw(server);
            Eventually.until(() -> {
                System.gc();
                return loader.get() == null;
            });
        }
    }

    private static WeakReference<ClassLoader> publishUseAndWithdraw(ApiServer server)
            throws ReflectiveOperationException {
        ClassLoader loader = new OwnClassLoader();
        RestResource resource = (RestResource) loader.loadClass(ProbeResource.class.getName())
                .getDeclaredConstructor()
                .newInstance();
        assertThat(resource).isNotInstanceOf(ProbeResource.class);
        server.publisher().addResource(resource);
        assertThat(server.get("/probe").statusCode()).isEqualTo(200);
        assertThat(server.post("/probe", "{\"count\":1,\"on\":true}").statusCode())
                .isEqualTo(201);
        assertThat(server.post("/probe", "{\"count\":true}").statusCode()).isEqualTo(400);
        assertThat(server.get("/probe/xyz").statusCode()).isEqualTo(404);
        server.publisher().removeResource(resource);
        return new WeakReference<>(loader);
    }

    /** Defines the probe's classes anew, as a bundle does. */
    private static final class OwnClassLoader extends ClassLoader {
        OwnClassLoader() {
            super(EndpointLeakTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(ProbeResource.class.getName())) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }

        private Class<?> define(String name) {
            try (InputStream file = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = file.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
