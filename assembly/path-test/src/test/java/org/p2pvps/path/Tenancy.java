package org.p2pvps.path;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One rental, from the payment on.
 *
 * @param marker a text that only this tenant has written, to be looked for when the rental is over
 */
record Tenancy(Person renter, TestDevice device, JsonNode rental, Login login, SshClient ssh, String marker) {
    /** Serves the folder it stands in, and at /drip a page that never ends and comes drop by drop. */
    private static final String WEB_SERVER =
            """
            import time
            from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

            class Handler(SimpleHTTPRequestHandler):
                def do_GET(self):
                    if self.path != "/drip":
                        return super().do_GET()
                    self.send_response(200)
                    self.send_header("Content-Length", "1000000000")
                    self.end_headers()
                    while True:
                        self.wfile.write(b"drop" * 256)
                        time.sleep(0.02)

            ThreadingHTTPServer(("", 80), Handler).serve_forever()
            """;

    /** Orders, pays, and logs in with what the mail says; the time from payment to login goes to {@code paymentToSsh}. */
    static Tenancy begin(World world, TestDevice device, Person renter, SshClient ssh) {
        JsonNode order = renter.order(device, 2, ssh.publicKey());
        Stopwatch sincePayment = new Stopwatch();
        device.owner().confirmPayment(order).must(200);
        String mail = world.mailbox().await(Duration.ofSeconds(20), renter.email(), "Your server is ready: ");
        Login mailed = mailed(mail);
        assertThat(ssh.run(mailed, "whoami").must()).isEqualTo(mailed.username());
        Figures.seconds("payment_to_ssh_s", sincePayment.elapsed());
        JsonNode rental = renter.rentalOf(order);
        assertThat(renter.login(rental))
                .as("the rental's credentials and the mailed ones")
                .isEqualTo(mailed);
        return new Tenancy(renter, device, rental, mailed, ssh, "marker-" + UUID.randomUUID());
    }

    /** What a mail says. */
    static Login mailed(String mail) {
        String command = find(mail, "ssh -p \\d+ \\S+");
        Matcher address = Pattern.compile("ssh -p (\\d+) ([^@\\s]+)@(\\S+)").matcher(command);
        assertThat(address.matches()).as(mail).isTrue();
        return new Login(
                address.group(2),
                find(mail, "(?<=Password:)\\s+\\S+").strip(),
                address.group(3),
                Integer.parseInt(address.group(1)),
                command,
                URI.create(find(mail, "https?://\\S+")));
    }

    private static String find(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as("%s in: %s", pattern, text).isTrue();
        return matcher.group();
    }

    /** Serves a page, 300 MB of noise and a drip on port 80. */
    void serveSite() {
        run("mkdir -p site && echo 'hello from " + renter.email() + "' > site/index.html");
        run("head -c 300M /dev/urandom > site/noise");
        run("cat > site/server.py <<'END'\n" + WEB_SERVER + "END");
        run("cd site && (sudo nohup python3 server.py > /dev/null 2>&1 < /dev/null &)");
    }

    /** Leaves the marker wherever a tenant may write. */
    void leaveMarkers() {
        run("echo " + marker
                + " | sudo tee ~/marker /tmp/marker /var/tmp/marker /root/marker /opt/marker /usr/lib/marker");
        run("sync");
    }

    String run(String command) {
        return ssh.run(login, command).must();
    }

    void end() {
        renter.end(rental).must(200);
    }
}
