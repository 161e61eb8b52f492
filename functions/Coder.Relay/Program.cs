using Coder.Relay;

// Coder.Relay SOCKET PORT PROGRAM [ARGUMENT…]
using RelayListener relay = new(socketPath: args[0], port: int.Parse(args[1]));
relay.Start();
return await RelayedCommand.RunAsync(args[2], args[3..]);
