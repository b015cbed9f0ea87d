/** What the device has. */
package org.p2pvps.agent.hardware;
