using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Embedded.TestApp;

/// <summary>Routes of every shape; each answers which one took the request.</summary>
public sealed class RouteFunctions
{
    [Function("NoRoute")]
    public IActionResult NoRoute([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest req) => Took("NoRoute", req.Method);

    [Function("Item")]
    public IActionResult Item([HttpTrigger(AuthorizationLevel.Anonymous, Route = "items/{id}")] HttpRequest req, string id) => Took("Item", $"{req.Method} {id}");

    [Function("ItemSpecial")]
    public IActionResult ItemSpecial([HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "items/special")] HttpRequest req) =>
        Took("ItemSpecial", req.Method);

    [Function("Typed")]
    public IActionResult Typed([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "typed/{number}/{key}/{day?}")] HttpRequest req, int number, Guid key, DayOfWeek? day) =>
        Took("Typed", $"{req.Method} {number + 1} {key:N} {day}");

    [Function("CatchAll")]
    public IActionResult CatchAll([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{*path}")] HttpRequest req, string? path) => Took("CatchAll", $"{req.Method} {path}");

    private static OkObjectResult Took(string function, string detail) => new($"{function}: {detail}");
}
