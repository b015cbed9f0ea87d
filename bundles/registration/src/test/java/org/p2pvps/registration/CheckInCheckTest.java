package org.p2pvps.registration;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.p2pvps.api.ProblemException;
import org.p2pvps.protocol.CheckInRequest;
import org.p2pvps.protocol.ContainerStatus;

class CheckInCheckTest {
    private static CheckInRequest request(String instanceId, String revision, ContainerStatus container) {
        return new CheckInRequest(instanceId, 1, revision, container, true, "");
    }

    private static void assertRefused(CheckInRequest request, String message) {
        assertThatThrownBy(() -> CheckInCheck.check(request))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(message);
    }

    @Test
    void takesAnyRevisionThatTheServerMayHaveGiven() {
        CheckInCheck.check(request("instance-1", null, ContainerStatus.RUNNING));
        CheckInCheck.check(request("instance-1", "", ContainerStatus.RUNNING));
        CheckInCheck.check(request("instance-1", "2147483647-RETIRED-ffffffff", ContainerStatus.RUNNING));
    }

    @Test
    void refusesOneThatWouldFillTheServersMemory() {
        assertRefused(request("instance-1", "x".repeat(101), ContainerStatus.RUNNING), "seenRevision");
    }

    @Test
    void refusesOneThatSaysNothing() {
        assertRefused(request(null, "", ContainerStatus.RUNNING), "instanceId");
        assertRefused(request("instance-1", "", null), "container");
    }
}
