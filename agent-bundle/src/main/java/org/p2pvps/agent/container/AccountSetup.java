package org.p2pvps.agent.container;

import java.util.ArrayList;
import java.util.List;
import org.p2pvps.agent.engine.ContainerEngine;
import org.p2pvps.agent.engine.ContainerView;
import org.p2pvps.agent.engine.ExecResult;
import org.p2pvps.protocol.RegisterAnswer.Login;

/**
 * Gives the tenant an account and the keys wanted now. Done once for each run of a container and each change of keys, also
 * for one that was adopted: whoever made it may have been killed on the way.
 */
public final class AccountSetup {
    private static final String PROGRAM = "/usr/local/sbin/p2pvps-account";

    private final ContainerEngine engine;
    private Done last;

    private record Done(String container, String startedAt, Login login, List<String> sshKeys) {}

    public AccountSetup(ContainerEngine engine) {
        this.engine = engine;
    }

    void apply(ContainerView container, Login login, List<String> sshKeys) throws TroubleException {
        Done wanted = new Done(container.id(), container.startedAt(), login, sshKeys);
        if (wanted.equals(last)) {
            return;
        }
        List<String> input = new ArrayList<>(List.of(login.username(), login.password()));
        // One line each, whatever the server sent: a line too many would be taken for another key.
        sshKeys.stream().flatMap(String::lines).filter(line -> !line.isBlank()).forEach(input::add);
        ExecResult result = engine.run(container.id(), input, PROGRAM);
        if (result.status() != 0) {
            throw new TroubleException("The container did not take the tenant's account (status " + result.status()
                    + "): " + result.output());
        }
        last = wanted;
    }
}
