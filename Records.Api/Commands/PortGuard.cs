using System.Net;
using System.Net.Sockets;

namespace Records.Api.Commands;

/// <summary>Looks at the port before anything is started for it.</summary>
internal static class PortGuard
{
    /// <summary>Throws <see cref="OperatorException"/> when another program listens there.</summary>
    public static void Demand(int port)
    {
        using var probe = new TcpListener(IPAddress.Loopback, port);
        try
        {
            probe.Start();
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw Taken(port);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AccessDenied)
        {
            throw new OperatorException($"This user may not listen on port {port}; choose one above 1023 with --port.");
        }
    }

    public static OperatorException Taken(int port) =>
        new($"Port {port} is taken by another program; choose another one, such as --port {Neighbour(port)}.");

    private static int Neighbour(int port) => port < 65_535 ? port + 1 : port - 1;
}
