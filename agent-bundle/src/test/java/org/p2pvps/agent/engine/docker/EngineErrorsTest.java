package org.p2pvps.agent.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EngineErrorsTest {
    private static final int AGENT_STACK_BYTES = 128 * 1024;

    private volatile String found = "";

    @Test
    void findsTheEnginesOwnWords() {
        assertThat(EngineErrors.messageIn("{\"message\" : \"No such \\\"container\\\"\"}"))
                .isEqualTo("No such \"container\"");
        assertThat(EngineErrors.messageIn("plain words")).isEqualTo("plain words");
        assertThat(EngineErrors.messageIn(null)).isEmpty();
    }

    @Test
    void aLongMessageFitsIntoTheSmallStackOfAnAgentsThread() throws Exception {
        String body = "{\"message\":\"" + "runc create failed \\\" ".repeat(10_000) + "\"}";
        Thread small = new Thread(null, () -> found = EngineErrors.messageIn(body), "small", AGENT_STACK_BYTES);
        small.start();
        small.join();

        assertThat(found).startsWith("runc create failed").hasSize(300);
    }
}
